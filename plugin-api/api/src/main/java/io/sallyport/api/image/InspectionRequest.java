package io.sallyport.api.image;

/**
 * One picture to inspect.
 *
 * @param station who took it
 * @param item what is on it, such as a serial number or a file's name: 1 to 128 printable characters, which come back in the result
 */
public record InspectionRequest(String station, String item, Picture picture) {}
