/** Makes a package's folder from what was built. */
package io.sallyport.tck.pack;
