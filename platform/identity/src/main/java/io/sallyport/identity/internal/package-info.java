/** How identity works. */
package io.sallyport.identity.internal;
