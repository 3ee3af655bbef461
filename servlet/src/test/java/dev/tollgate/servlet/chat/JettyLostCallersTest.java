package dev.tollgate.servlet.chat;

import dev.tollgate.servlet.fixtures.App;
import dev.tollgate.servlet.fixtures.Container;
import dev.tollgate.servlet.fixtures.JettyContainer;

class JettyLostCallersTest extends LostCallersContract {

  @Override
  Container start(App app) {
    return new JettyContainer(app);
  }

  @Override
  ConnectionCut cut() {
    return JettyContainer::cut;
  }
}
