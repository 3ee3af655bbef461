package dev.tollgate.servlet.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import org.junit.jupiter.api.Test;

class AnswerQueueTest {

  private final ByteBudget budget = new ByteBudget(200_000);
  private final AnswerQueue queue = new AnswerQueue(budget);

  @Test
  void aLargeBodyComesOutInPiecesAndIsAccountedForToTheLastByte() {
    byte[] body = new byte[100_001];
    for (int i = 0; i < body.length; i++) {
      body[i] = (byte) (i % 251);
    }
    queue.add(body);

    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int pieces = 0;
    for (byte[] next = queue.poll(); next != null; next = queue.poll()) {
      out.writeBytes(next);
      pieces++;
    }

    assertThat(out.toByteArray()).isEqualTo(body);
    assertThat(pieces).isEqualTo(4);
    assertThat(queue.bytes()).isZero();
    assertThat(budget.taken()).isZero();
  }

  @Test
  void whatTheProcessHasNoRoomForMakesAHole() {
    queue.add(new byte[150_000]);
    queue.add(new byte[100_000]);

    assertThat(queue.isOverBudget()).isTrue();
    assertThat(queue.bytes()).isEqualTo(150_000);

    queue.clear();

    assertThat(budget.taken()).isZero();
  }
}
