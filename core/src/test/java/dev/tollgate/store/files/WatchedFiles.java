package dev.tollgate.store.files;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.ProviderMismatchException;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.spi.FileSystemProvider;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The default file system of a process that was started with {@link #OPTION}: the platform's, with
 * a watcher at every file channel. So neither our code nor H2's has to know of it.
 */
public final class WatchedFiles extends FileSystemProvider {

  /** Tells the JVM to use it. */
  public static final String OPTION =
      "-Djava.nio.file.spi.DefaultFileSystemProvider=" + WatchedFiles.class.getName();

  private final FileSystemProvider files;
  private final FileSystem system;
  private volatile @Nullable FileWatcher watcher;

  /** Called by the JVM, with the provider of the platform. */
  public WatchedFiles(FileSystemProvider files) {
    this.files = files;
    this.system = new WatchedFileSystem(this, files.getFileSystem(URI.create("file:///")));
  }

  /** From now on that watcher is told of the writes of this process. */
  public static void watch(FileWatcher watcher) {
    ((WatchedFiles) FileSystems.getDefault().provider()).watcher = watcher;
  }

  @Nullable FileWatcher watcher() {
    return watcher;
  }

  FileSystem system() {
    return system;
  }

  Path seen(Path plain) {
    return new WatchedPath(this, plain);
  }

  static Path plain(Path path) {
    if (path instanceof WatchedPath seen) {
      return seen.plain();
    }
    throw new ProviderMismatchException();
  }

  @Override
  public String getScheme() {
    return files.getScheme();
  }

  @Override
  public FileSystem newFileSystem(URI uri, Map<String, ?> env) throws IOException {
    return files.newFileSystem(uri, env);
  }

  @Override
  public FileSystem getFileSystem(URI uri) {
    return system;
  }

  @Override
  public Path getPath(URI uri) {
    return seen(files.getPath(uri));
  }

  @Override
  public FileChannel newFileChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    return new WatchedChannel(this, path, files.newFileChannel(plain(path), options, attributes));
  }

  @Override
  public SeekableByteChannel newByteChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    return files.newByteChannel(plain(path), options, attributes);
  }

  @Override
  public DirectoryStream<Path> newDirectoryStream(
      Path folder, DirectoryStream.Filter<? super Path> filter) throws IOException {
    try (DirectoryStream<Path> found =
        files.newDirectoryStream(plain(folder), path -> filter.accept(seen(path)))) {
      List<Path> all = new ArrayList<>();
      found.forEach(path -> all.add(seen(path)));
      return new DirectoryStream<>() {
        @Override
        public Iterator<Path> iterator() {
          return all.iterator();
        }

        @Override
        public void close() {
          // Read to its end already.
        }
      };
    }
  }

  @Override
  public void createDirectory(Path folder, FileAttribute<?>... attributes) throws IOException {
    files.createDirectory(plain(folder), attributes);
  }

  @Override
  public void delete(Path path) throws IOException {
    files.delete(plain(path));
  }

  @Override
  public void copy(Path source, Path target, CopyOption... options) throws IOException {
    files.copy(plain(source), plain(target), options);
  }

  @Override
  public void move(Path source, Path target, CopyOption... options) throws IOException {
    files.move(plain(source), plain(target), options);
  }

  @Override
  public boolean isSameFile(Path one, Path other) throws IOException {
    return files.isSameFile(plain(one), plain(other));
  }

  @Override
  public boolean isHidden(Path path) throws IOException {
    return files.isHidden(plain(path));
  }

  @Override
  public FileStore getFileStore(Path path) throws IOException {
    return files.getFileStore(plain(path));
  }

  @Override
  public void checkAccess(Path path, AccessMode... modes) throws IOException {
    files.checkAccess(plain(path), modes);
  }

  @Override
  public <V extends FileAttributeView> @Nullable V getFileAttributeView(
      Path path, Class<V> type, LinkOption... options) {
    return files.getFileAttributeView(plain(path), type, options);
  }

  @Override
  public <A extends BasicFileAttributes> A readAttributes(
      Path path, Class<A> type, LinkOption... options) throws IOException {
    return files.readAttributes(plain(path), type, options);
  }

  @Override
  public Map<String, Object> readAttributes(Path path, String names, LinkOption... options)
      throws IOException {
    return files.readAttributes(plain(path), names, options);
  }

  @Override
  public void setAttribute(Path path, String name, Object value, LinkOption... options)
      throws IOException {
    files.setAttribute(plain(path), name, value, options);
  }
}
