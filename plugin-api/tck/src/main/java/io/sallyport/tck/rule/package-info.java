/** Rules that are judged by looking at a package, without running it. */
package io.sallyport.tck.rule;
