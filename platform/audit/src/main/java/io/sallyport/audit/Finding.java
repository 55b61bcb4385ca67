package io.sallyport.audit;

/**
 * Something that is not as it must be.
 *
 * @param file relative to the log's directory
 * @param index first entry concerned, or -1 if it concerns none in particular
 * @param what for a person
 */
public record Finding(String file, long index, String what) {}
