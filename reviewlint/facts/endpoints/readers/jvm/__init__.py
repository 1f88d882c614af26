"""Java, Kotlin and Scala: annotations, builders and directives."""
