package dev.tollgate.routing.quality;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;

/**
 * Weights as bytes: a mark, the format's number, a checksum of the rest, and the rest in the order
 * of {@link Weights}, big-endian.
 */
public final class WeightsCodec {

  /** The most bytes weights may have. */
  public static final int MAX_BYTES = 1_000_000;

  private static final int MARK = 0x54475157;
  private static final int FORMAT = 1;
  private static final int HEAD_BYTES = 16;
  private static final int MOST_PROFILES = 200;

  private WeightsCodec() {}

  /** The bytes of those weights: the same for the same weights. */
  public static byte[] write(Weights weights) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    writeBody(weights, new DataOutputStream(body));
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(all);
    out.writeInt(MARK);
    out.writeInt(FORMAT);
    out.writeLong(checksum(body.toByteArray()));
    body.writeTo(out);
    return all.toByteArray();
  }

  /**
   * Reads weights; the stream stays open.
   *
   * @throws InvalidWeights when they can't be read, or are not whole, or of another format
   */
  public static Weights read(InputStream in) {
    try {
      byte[] all = in.readNBytes(MAX_BYTES + 1);
      if (all.length > MAX_BYTES) {
        throw new InvalidWeights("the quality weights have more than " + MAX_BYTES + " bytes");
      }
      DataInputStream data = new DataInputStream(new ByteArrayInputStream(all));
      if (all.length < HEAD_BYTES || data.readInt() != MARK) {
        throw new InvalidWeights("the quality weights are no weights: they begin otherwise");
      }
      int format = data.readInt();
      if (format != FORMAT) {
        throw new InvalidWeights(
            "the quality weights have format " + format + ", and this version reads " + FORMAT);
      }
      if (data.readLong() != checksum(Arrays.copyOfRange(all, HEAD_BYTES, all.length))) {
        throw new InvalidWeights("the quality weights are broken: their checksum does not match");
      }
      return readBody(data);
    } catch (EOFException e) {
      throw new InvalidWeights("the quality weights end too early", e);
    } catch (IOException e) {
      throw new InvalidWeights("the quality weights can't be read: " + e.getMessage(), e);
    }
  }

  private static long checksum(byte[] bytes) {
    CRC32 checksum = new CRC32();
    checksum.update(bytes);
    return checksum.getValue();
  }

  private static void writeBody(Weights weights, DataOutputStream out) throws IOException {
    out.writeUTF(weights.version());
    out.writeInt(weights.profiles().size());
    for (Profile profile : weights.profiles()) {
      out.writeUTF(profile.name());
      out.writeFloat(profile.level());
      out.writeFloat(profile.lift());
      out.writeFloat(profile.slope());
      out.writeFloat(profile.tokens());
      write(profile.covered(), out);
      out.writeFloat(profile.tierFrom());
    }
    write(weights.standard().means(), out);
    write(weights.standard().deviations(), out);
    write(weights.common(), out);
    out.writeInt(weights.own().outputs());
    write(weights.own(), out);
    write(weights.lengths(), out);
    write(weights.reference(), out);
  }

  private static Weights readBody(DataInputStream in) throws IOException {
    String version = in.readUTF();
    int count = in.readInt();
    if (count < 1 || count > MOST_PROFILES) {
      throw new InvalidWeights("the quality weights have " + count + " profiles");
    }
    List<Profile> profiles = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      profiles.add(
          new Profile(
              in.readUTF(),
              in.readFloat(),
              in.readFloat(),
              in.readFloat(),
              in.readFloat(),
              floats(in),
              in.readFloat()));
    }
    Standard standard = new Standard(floats(in), floats(in));
    Weights.Parts common = parts(in);
    Forest own = forest(in.readInt(), in);
    return new Weights(
        version, profiles, standard, common, own, forest(own.outputs(), in), bytes(in));
  }

  private static void write(Weights.Parts parts, DataOutputStream out) throws IOException {
    out.writeInt(parts.linear().outputs());
    write(parts.linear().wordScales(), out);
    write(parts.linear().words(), out);
    write(parts.linear().shapes(), out);
    write(parts.forest(), out);
  }

  private static void write(Forest forest, DataOutputStream out) throws IOException {
    write(forest.shapes(), out);
    write(forest.thresholds(), out);
    write(forest.leafScales(), out);
    write(forest.leaves(), out);
  }

  private static Weights.Parts parts(DataInputStream in) throws IOException {
    int outputs = in.readInt();
    LinearPart linear = new LinearPart(outputs, floats(in), bytes(in), floats(in));
    return new Weights.Parts(linear, forest(outputs, in));
  }

  private static Forest forest(int outputs, DataInputStream in) throws IOException {
    return new Forest(outputs, bytes(in), floats(in), floats(in), bytes(in));
  }

  private static void write(float[] values, DataOutputStream out) throws IOException {
    out.writeInt(values.length);
    for (float value : values) {
      out.writeFloat(value);
    }
  }

  private static void write(byte[] values, DataOutputStream out) throws IOException {
    out.writeInt(values.length);
    out.write(values);
  }

  private static float[] floats(DataInputStream in) throws IOException {
    float[] values = new float[length(in, Float.BYTES)];
    for (int i = 0; i < values.length; i++) {
      values[i] = in.readFloat();
    }
    return values;
  }

  private static byte[] bytes(DataInputStream in) throws IOException {
    byte[] values = new byte[length(in, 1)];
    in.readFully(values);
    return values;
  }

  private static int length(DataInputStream in, int bytesEach) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > in.available() / bytesEach) {
      throw new EOFException();
    }
    return length;
  }
}
