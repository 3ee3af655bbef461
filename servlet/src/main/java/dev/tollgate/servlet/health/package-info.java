/** What a load balancer or an orchestrator asks: is the process alive, and may it get traffic. */
@NullMarked
package dev.tollgate.servlet.health;

import org.jspecify.annotations.NullMarked;
