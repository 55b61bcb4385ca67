package io.sallyport.vault.internal;

/** Lets a little time pass between two looks at something that others change. */
@FunctionalInterface
interface Pause {
  /** False if there is no use in going on: the appliance stops, or the caller was interrupted. */
  boolean await();
}
