package dev.tollgate.store.jooq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class H2UrlTest {

  @Test
  void settingsAreAdded() {
    assertThat(H2Url.withOurSettings("jdbc:h2:file:./data/tollgate"))
        .startsWith("jdbc:h2:file:./data/tollgate;")
        .contains(";DB_CLOSE_ON_EXIT=FALSE")
        .contains(";DATABASE_TO_LOWER=TRUE");
  }

  @Test
  void settingsThatAgreeAreAccepted() {
    assertThat(H2Url.withOurSettings("jdbc:h2:file:./x;write_delay=0;CACHE_SIZE=8192"))
        .startsWith("jdbc:h2:file:./x;CACHE_SIZE=8192;");
  }

  @Test
  void settingsThatLoseMoneyAreRefusedInOneLine() {
    assertThatThrownBy(() -> H2Url.withOurSettings("jdbc:h2:file:./x;WRITE_DELAY=500"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("WRITE_DELAY has to be 0; leave it out of the URL, it is set for you");
  }

  @Test
  void otherDatabasesAreRefusedByName() {
    assertThatThrownBy(() -> H2Url.withOurSettings("jdbc:h2:tcp://host/db"))
        .hasMessageContaining("has to be embedded");
    assertThatThrownBy(() -> H2Url.withOurSettings("jdbc:mysql://host/db"))
        .hasMessageContaining("not a database we know");
  }
}
