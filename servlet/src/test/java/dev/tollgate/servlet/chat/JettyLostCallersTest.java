package dev.tollgate.servlet.chat;

import dev.tollgate.servlet.fixtures.App;
import dev.tollgate.servlet.fixtures.Container;
import dev.tollgate.servlet.fixtures.JettyContainer;
import dev.tollgate.servlet.http.ConnectionControl;

class JettyLostCallersTest extends LostCallersContract {

  @Override
  Container start(App app) {
    return new JettyContainer(app);
  }

  @Override
  ConnectionControl connections() {
    return JettyContainer::cut;
  }
}
