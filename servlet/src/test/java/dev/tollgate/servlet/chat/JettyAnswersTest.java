package dev.tollgate.servlet.chat;

import dev.tollgate.servlet.fixtures.App;
import dev.tollgate.servlet.fixtures.Container;
import dev.tollgate.servlet.fixtures.JettyContainer;

class JettyAnswersTest extends AnswersContract {

  @Override
  Container start(App app) {
    return new JettyContainer(app);
  }
}
