package dev.tollgate.servlet.idempotency;

import dev.tollgate.servlet.fixtures.App;
import dev.tollgate.servlet.fixtures.Container;
import dev.tollgate.servlet.fixtures.TomcatContainer;

class TomcatKeptAnswersTest extends KeptAnswersContract {

  @Override
  Container serving(App app) throws Exception {
    return new TomcatContainer(app);
  }
}
