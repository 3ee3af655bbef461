package dev.tollgate.store.jooq;

import dev.tollgate.idempotency.ClaimOrder;
import dev.tollgate.idempotency.Fingerprint;
import dev.tollgate.idempotency.IdempotencyKey;
import dev.tollgate.idempotency.KeptAnswer;
import dev.tollgate.idempotency.KeyScope;
import dev.tollgate.idempotency.StoredAnswer;
import dev.tollgate.ledger.AccountId;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** An answer that is kept with its settlement, in the record of that settlement. */
final class KeptBytes {

  private KeptBytes() {}

  static void write(@Nullable KeptAnswer kept, DataOutputStream out) throws IOException {
    out.writeBoolean(kept != null);
    if (kept == null) {
      return;
    }
    KeyScope scope = kept.claim().scope();
    out.writeUTF(scope.account().value());
    out.writeUTF(scope.endpoint());
    out.writeUTF(scope.key().value());
    out.writeUTF(kept.claim().fingerprint().sha256());
    out.writeLong(kept.claim().retention().toMillis());
    StoredAnswer answer = kept.answer();
    out.writeInt(answer.status());
    out.writeUTF(answer.contentType());
    out.writeInt(answer.length());
    out.write(answer.body());
  }

  static @Nullable KeptAnswer read(DataInputStream in) throws IOException {
    if (!in.readBoolean()) {
      return null;
    }
    KeyScope scope =
        new KeyScope(new AccountId(in.readUTF()), in.readUTF(), new IdempotencyKey(in.readUTF()));
    ClaimOrder claim =
        new ClaimOrder(scope, new Fingerprint(in.readUTF()), Duration.ofMillis(in.readLong()));
    int status = in.readInt();
    String contentType = in.readUTF();
    byte[] body = new byte[in.readInt()];
    in.readFully(body);
    return new KeptAnswer(claim, new StoredAnswer(status, contentType, body));
  }
}
