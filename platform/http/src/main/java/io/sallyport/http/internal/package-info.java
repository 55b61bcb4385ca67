/** How HTTP works. */
package io.sallyport.http.internal;
