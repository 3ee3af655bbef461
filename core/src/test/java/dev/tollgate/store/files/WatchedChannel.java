package dev.tollgate.store.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A channel that tells the watcher of each write and sync, and writes in two halves for it. */
final class WatchedChannel extends FileChannel {

  private final WatchedFiles files;
  private final Path path;
  private final FileChannel channel;

  WatchedChannel(WatchedFiles files, Path path, FileChannel channel) {
    this.files = files;
    this.path = path;
    this.channel = channel;
  }

  @Override
  public int write(ByteBuffer bytes, long position) throws IOException {
    FileWatcher watcher = files.watcher();
    if (watcher == null) {
      return channel.write(bytes, position);
    }
    watcher.writes(path, position);
    int half = bytes.remaining() / 2;
    ByteBuffer first = bytes.slice(bytes.position(), half);
    int written = 0;
    while (first.hasRemaining()) {
      written += channel.write(first, position + written);
    }
    watcher.halfWritten(path, position);
    bytes.position(bytes.position() + half);
    while (bytes.hasRemaining()) {
      written += channel.write(bytes, position + written);
    }
    watcher.written(path, position);
    return written;
  }

  @Override
  public void force(boolean metadata) throws IOException {
    FileWatcher watcher = files.watcher();
    if (watcher != null) {
      watcher.syncs(path);
    }
    channel.force(metadata);
    if (watcher != null) {
      watcher.synced(path);
    }
  }

  @Override
  public int write(ByteBuffer bytes) throws IOException {
    return channel.write(bytes);
  }

  @Override
  public long write(ByteBuffer[] bytes, int offset, int length) throws IOException {
    return channel.write(bytes, offset, length);
  }

  @Override
  public int read(ByteBuffer bytes) throws IOException {
    return channel.read(bytes);
  }

  @Override
  public long read(ByteBuffer[] bytes, int offset, int length) throws IOException {
    return channel.read(bytes, offset, length);
  }

  @Override
  public int read(ByteBuffer bytes, long position) throws IOException {
    return channel.read(bytes, position);
  }

  @Override
  public long position() throws IOException {
    return channel.position();
  }

  @Override
  public FileChannel position(long position) throws IOException {
    channel.position(position);
    return this;
  }

  @Override
  public long size() throws IOException {
    return channel.size();
  }

  @Override
  public FileChannel truncate(long size) throws IOException {
    channel.truncate(size);
    return this;
  }

  @Override
  public long transferTo(long position, long count, WritableByteChannel target) throws IOException {
    return channel.transferTo(position, count, target);
  }

  @Override
  public long transferFrom(ReadableByteChannel source, long position, long count)
      throws IOException {
    return channel.transferFrom(source, position, count);
  }

  @Override
  public MappedByteBuffer map(MapMode mode, long position, long size) throws IOException {
    return channel.map(mode, position, size);
  }

  @Override
  public FileLock lock(long position, long size, boolean shared) throws IOException {
    return channel.lock(position, size, shared);
  }

  @Override
  public @Nullable FileLock tryLock(long position, long size, boolean shared) throws IOException {
    return channel.tryLock(position, size, shared);
  }

  @Override
  protected void implCloseChannel() throws IOException {
    channel.close();
  }
}
