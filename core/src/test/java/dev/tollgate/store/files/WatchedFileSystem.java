package dev.tollgate.store.files;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.WatchService;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.spi.FileSystemProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The platform's file system, with paths that lead through {@link WatchedFiles}. */
final class WatchedFileSystem extends FileSystem {

  private final WatchedFiles files;
  private final FileSystem system;

  WatchedFileSystem(WatchedFiles files, FileSystem system) {
    this.files = files;
    this.system = system;
  }

  @Override
  public FileSystemProvider provider() {
    return files;
  }

  @Override
  public void close() throws IOException {
    system.close();
  }

  @Override
  public boolean isOpen() {
    return true;
  }

  @Override
  public boolean isReadOnly() {
    return system.isReadOnly();
  }

  @Override
  public String getSeparator() {
    return system.getSeparator();
  }

  @Override
  public Iterable<Path> getRootDirectories() {
    List<Path> roots = new ArrayList<>();
    system.getRootDirectories().forEach(root -> roots.add(files.seen(root)));
    return roots;
  }

  @Override
  public Iterable<FileStore> getFileStores() {
    return system.getFileStores();
  }

  @Override
  public Set<String> supportedFileAttributeViews() {
    return system.supportedFileAttributeViews();
  }

  @Override
  public Path getPath(String first, String... more) {
    return files.seen(system.getPath(first, more));
  }

  @Override
  public PathMatcher getPathMatcher(String pattern) {
    PathMatcher matcher = system.getPathMatcher(pattern);
    return path -> matcher.matches(WatchedFiles.plain(path));
  }

  @Override
  public UserPrincipalLookupService getUserPrincipalLookupService() {
    return system.getUserPrincipalLookupService();
  }

  @Override
  public WatchService newWatchService() throws IOException {
    return system.newWatchService();
  }
}
