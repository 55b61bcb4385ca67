package io.sallyport.operations;

/**
 * How one consumer of signals keeps up. Batches, since it was registered.
 *
 * @param consumer symbolic name and version of its bundle
 * @param wants which signals it asked for
 * @param delivered batches it took
 * @param dropped oldest batches dropped because its queue was full
 * @param withheld batches it was not given because its package version is not active
 * @param failed batches on which it threw
 * @param queued batches waiting now
 */
public record ConsumerStatus(String consumer, String wants, long delivered, long dropped, long withheld, long failed, int queued) {
}
