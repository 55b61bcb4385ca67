package io.sallyport.diode;

/**
 * What a receiver counted since it started.
 *
 * @param packets datagrams taken
 * @param foreign of them those that are no frame, damaged, or of a length that no frame has
 * @param refused transfers refused
 * @param used bytes of the quarantine set aside for transfers
 * @param quota bytes that may be
 */
public record ReceiverCounts(long packets, long foreign, long refused, long used, long quota) {
}
