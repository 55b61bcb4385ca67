/** The area {@code /api/alarms}: what operators see of alarms, and do with them. */
package io.sallyport.http.internal.alarms;
