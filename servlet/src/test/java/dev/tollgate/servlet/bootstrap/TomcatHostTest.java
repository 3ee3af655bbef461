package dev.tollgate.servlet.bootstrap;

import dev.tollgate.servlet.fixtures.App;
import dev.tollgate.servlet.fixtures.Container;
import dev.tollgate.servlet.fixtures.TomcatContainer;

class TomcatHostTest extends HostContract {

  @Override
  Container start(App app) {
    return new TomcatContainer(app);
  }
}
