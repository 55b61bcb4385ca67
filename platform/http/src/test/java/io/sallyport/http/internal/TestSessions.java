package io.sallyport.http.internal;

import io.sallyport.identity.internal.SessionsComponent;
import java.lang.annotation.Annotation;

/** Limits of sessions as a site would set them. */
@SuppressWarnings("ClassExplicitlyAnnotation")
record TestSessions(int idle_minutes, int longest_minutes, int most_per_person) implements SessionsComponent.Config {
  @Override
  public Class<? extends Annotation> annotationType() {
    return SessionsComponent.Config.class;
  }
}
