/** The area {@code /api/session}: people log in and out. */
package io.sallyport.http.internal.session;
