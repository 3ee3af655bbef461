package dev.tollgate.servlet.billing;

import dev.tollgate.servlet.fixtures.App;
import dev.tollgate.servlet.fixtures.Container;
import dev.tollgate.servlet.fixtures.TomcatContainer;

class TomcatContainerTest extends ContainerContract {

  @Override
  Container start(App app) {
    return new TomcatContainer(app);
  }
}
