/** Starts the TCK from a jar of jars. */
package io.sallyport.tck.alone;
