package dev.tollgate.store.files;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import org.jspecify.annotations.Nullable;

/** A path of the platform that leads through {@link WatchedFiles}. */
record WatchedPath(WatchedFiles files, Path plain) implements Path {

  @Override
  public FileSystem getFileSystem() {
    return files.system();
  }

  @Override
  public boolean isAbsolute() {
    return plain.isAbsolute();
  }

  @Override
  public @Nullable Path getRoot() {
    return seen(plain.getRoot());
  }

  @Override
  public @Nullable Path getFileName() {
    return seen(plain.getFileName());
  }

  @Override
  public @Nullable Path getParent() {
    return seen(plain.getParent());
  }

  @Override
  public int getNameCount() {
    return plain.getNameCount();
  }

  @Override
  public Path getName(int index) {
    return files.seen(plain.getName(index));
  }

  @Override
  public Path subpath(int begin, int end) {
    return files.seen(plain.subpath(begin, end));
  }

  @Override
  public boolean startsWith(Path other) {
    return plain.startsWith(WatchedFiles.plain(other));
  }

  @Override
  public boolean endsWith(Path other) {
    return plain.endsWith(WatchedFiles.plain(other));
  }

  @Override
  public Path normalize() {
    return files.seen(plain.normalize());
  }

  @Override
  public Path resolve(Path other) {
    return files.seen(plain.resolve(WatchedFiles.plain(other)));
  }

  @Override
  public Path relativize(Path other) {
    return files.seen(plain.relativize(WatchedFiles.plain(other)));
  }

  @Override
  public URI toUri() {
    return plain.toUri();
  }

  @Override
  public Path toAbsolutePath() {
    return files.seen(plain.toAbsolutePath());
  }

  @Override
  public Path toRealPath(LinkOption... options) throws IOException {
    return files.seen(plain.toRealPath(options));
  }

  @Override
  public WatchKey register(
      WatchService watcher, WatchEvent.Kind<?>[] events, WatchEvent.Modifier... modifiers)
      throws IOException {
    return plain.register(watcher, events, modifiers);
  }

  @Override
  public int compareTo(Path other) {
    return plain.compareTo(WatchedFiles.plain(other));
  }

  @Override
  public String toString() {
    return plain.toString();
  }

  private @Nullable Path seen(@Nullable Path part) {
    return part == null ? null : files.seen(part);
  }
}
