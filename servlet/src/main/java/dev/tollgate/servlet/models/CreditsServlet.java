package dev.tollgate.servlet.models;

import dev.tollgate.json.Json;
import dev.tollgate.json.JsonObject;
import dev.tollgate.ledger.Account;
import dev.tollgate.ledger.Balance;
import dev.tollgate.ledger.LedgerStore;
import dev.tollgate.money.Money;
import dev.tollgate.refusal.Refusal;
import dev.tollgate.refusal.RefusalKind;
import dev.tollgate.servlet.http.CallerResolver;
import dev.tollgate.servlet.http.ErrorWriter;
import dev.tollgate.servlet.http.JsonBody;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;

/** Tells callers what their account has: {@code GET /v1/credits}. Thread-safe. */
@SuppressWarnings("serial") // HttpServlet is Serializable; no container of today serializes one.
public final class CreditsServlet extends HttpServlet {

  private final LedgerStore ledger;
  private final CallerResolver callers;
  private final ErrorWriter errors;

  /** Tells what that ledger has. */
  public CreditsServlet(LedgerStore ledger, CallerResolver callers, ErrorWriter errors) {
    this.ledger = Objects.requireNonNull(ledger);
    this.callers = Objects.requireNonNull(callers);
    this.errors = Objects.requireNonNull(errors);
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    JsonBody body;
    try {
      body = new JsonBody(json(balance(request)));
    } catch (Refusal refusal) {
      errors.write(response, refusal);
      return;
    }
    response.setHeader("Cache-Control", "no-store");
    body.write(request, response);
  }

  private Balance balance(HttpServletRequest request) {
    return ledger
        .find(callers.callerOf(request).account())
        .map(Account::balance)
        .orElseThrow(
            () -> Refusal.of(RefusalKind.NOT_FOUND, "The account of this key does not exist."));
  }

  private static Json json(Balance balance) {
    Json.Obj data =
        new JsonObject()
            .put("balance_credits", credits(balance.posted()))
            .put("held_credits", credits(balance.reserved()))
            .put("total_credits", credits(balance.credited()))
            .put("total_usage", credits(balance.charged()))
            .build();
    return new JsonObject().put("data", data).build();
  }

  private static Json credits(Money money) {
    return new Json.Num(money.toCredits().toPlainString());
  }
}
