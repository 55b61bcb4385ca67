/** Rules that are judged by running a package in a child JVM, where every network attempt is seen and answered "connection refused". */
package io.sallyport.tck.live;
