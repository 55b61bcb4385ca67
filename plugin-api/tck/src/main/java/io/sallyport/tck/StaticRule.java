package io.sallyport.tck;

/** A rule that is judged by looking at the package. */
public interface StaticRule extends Rule {
  /** @throws RuntimeException counts as failed, with its message */
  Finding judge(Subject subject);
}
