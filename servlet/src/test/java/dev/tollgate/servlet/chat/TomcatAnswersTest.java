package dev.tollgate.servlet.chat;

import dev.tollgate.servlet.fixtures.App;
import dev.tollgate.servlet.fixtures.Container;
import dev.tollgate.servlet.fixtures.TomcatContainer;

class TomcatAnswersTest extends AnswersContract {

  @Override
  Container start(App app) {
    return new TomcatContainer(app);
  }
}
