package dev.tollgate.servlet.admin;

import dev.tollgate.ledger.LedgerStore;
import dev.tollgate.ledger.TopUp;
import dev.tollgate.ledger.TopUpOutcome;
import dev.tollgate.refusal.Refusal;
import dev.tollgate.refusal.RefusalKind;
import dev.tollgate.servlet.http.StoreWait;
import java.io.IOException;
import java.util.Set;

/** Credits: give them or take them back, once for each reference. */
final class CreditsResource {

  private static final Set<String> FIELDS = Set.of("credits", "reference", "note");
  private static final int REFERENCE_MAX = 200;
  private static final int NOTE_MAX = 1000;

  private final LedgerStore ledger;

  CreditsResource(LedgerStore ledger) {
    this.ledger = ledger;
  }

  AdminAnswer topUp(AdminCall call) throws IOException {
    Fields fields = call.fields(FIELDS);
    TopUp topUp =
        new TopUp(
            call.account(),
            fields.credits("credits"),
            fields.text("reference", REFERENCE_MAX),
            fields.optionalText("note", NOTE_MAX));
    TopUpOutcome outcome = StoreWait.OF_CHANGE.outcome(ledger.topUp(topUp));
    if (outcome instanceof TopUpOutcome.Posted posted) {
      return AdminAnswer.ok(AdminJson.topUp(posted));
    }
    if (outcome instanceof TopUpOutcome.ReferenceReused) {
      throw Refusal.ofField(
          RefusalKind.REFERENCE_REUSED,
          "reference",
          "'reference' was used on this account before, with other credits.");
    }
    throw AccountsResource.unknown();
  }
}
