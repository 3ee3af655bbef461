package dev.tollgate.servlet.bootstrap;

import dev.tollgate.servlet.fixtures.App;
import dev.tollgate.servlet.fixtures.Container;
import dev.tollgate.servlet.fixtures.JettyContainer;

class JettyHostTest extends HostContract {

  @Override
  Container start(App app) {
    return new JettyContainer(app);
  }
}
