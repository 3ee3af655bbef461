package dev.tollgate.servlet.billing;

import dev.tollgate.servlet.fixtures.App;
import dev.tollgate.servlet.fixtures.Container;
import dev.tollgate.servlet.fixtures.JettyContainer;

class JettyContainerTest extends ContainerContract {

  @Override
  Container start(App app) {
    return new JettyContainer(app);
  }
}
