package dev.tollgate.servlet.chat;

import dev.tollgate.servlet.fixtures.App;
import dev.tollgate.servlet.fixtures.Container;
import dev.tollgate.servlet.fixtures.TomcatContainer;
import dev.tollgate.servlet.http.ConnectionControl;

class TomcatLostCallersTest extends LostCallersContract {

  @Override
  Container start(App app) {
    return new TomcatContainer(app);
  }

  @Override
  ConnectionControl connections() {
    return ConnectionControl.NONE;
  }
}
