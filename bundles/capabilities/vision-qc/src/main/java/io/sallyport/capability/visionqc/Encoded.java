package io.sallyport.capability.visionqc;

/**
 * An encoded picture whose structure was checked, and nothing was decoded.
 *
 * @param format as ImageIO names it
 * @param bytes what a decoder needs, without anything else that was in the file
 */
record Encoded(String format, int width, int height, byte[] bytes) {}
