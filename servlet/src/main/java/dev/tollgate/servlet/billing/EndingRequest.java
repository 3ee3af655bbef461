package dev.tollgate.servlet.billing;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;

/**
 * A request that tells when it is over. The listener is attached inside {@code startAsync}, because
 * a servlet may complete before its call returns, and then there is nothing left to listen to.
 */
final class EndingRequest extends HttpServletRequestWrapper {

  private final MeteredResponse response;
  private final MeteredEnding ending;
  private volatile boolean async;

  EndingRequest(HttpServletRequest request, MeteredResponse response, MeteredEnding ending) {
    super(request);
    this.response = response;
    this.ending = ending;
  }

  /** True when the end comes by the listener and not with the return of the chain. */
  boolean wentAsync() {
    return async;
  }

  /** Not the bare variant of the container: its context would hand out the unmetered response. */
  @Override
  public AsyncContext startAsync() {
    return startAsync(this, response);
  }

  @Override
  public AsyncContext startAsync(ServletRequest given, ServletResponse answer) {
    AsyncContext context = super.startAsync(given, answer);
    async = true;
    context.addListener(new Listener(ending));
    return context;
  }

  private record Listener(MeteredEnding ending) implements AsyncListener {

    @Override
    public void onComplete(AsyncEvent event) {
      ending.over();
    }

    @Override
    public void onTimeout(AsyncEvent event) {
      ending.failed();
    }

    @Override
    public void onError(AsyncEvent event) {
      if (event.getThrowable() instanceof IOException) {
        ending.callerLost();
      } else {
        ending.failed();
      }
    }

    /** A new cycle starts with no listeners, and it may start behind the back of this request. */
    @Override
    public void onStartAsync(AsyncEvent event) {
      event.getAsyncContext().addListener(this);
    }
  }
}
