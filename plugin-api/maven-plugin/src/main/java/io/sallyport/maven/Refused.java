package io.sallyport.maven;

import io.sallyport.trust.RefusedException;
import java.io.UncheckedIOException;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;

/** Turns refusals into Maven's failures: the sentence, no stack trace. */
final class Refused {
  /** Work of a goal. */
  interface Work {
    void run() throws MojoFailureException;
  }

  private Refused() {}

  static void shown(Work work) throws MojoExecutionException, MojoFailureException {
    try {
      work.run();
    } catch (RefusedException e) {
      throw new MojoFailureException(e.refusal().message());
    } catch (UncheckedIOException e) {
      throw new MojoExecutionException(e.getMessage(), e);
    }
  }
}
