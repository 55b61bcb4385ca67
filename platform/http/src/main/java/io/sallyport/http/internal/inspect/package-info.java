/** Pictures to be inspected: {@code /api/inspect}. */
package io.sallyport.http.internal.inspect;
