package io.sallyport.inference;

/**
 * Memory of a loaded version outside the Java heap, in bytes.
 *
 * @param granted what it was granted before it was loaded: what it declares, else what its engine expects
 * @param grown how much the process's resident memory grew while it was loaded and warmed up; what else went on then is in it too
 */
public record ModelMemory(long granted, long grown) {
}
