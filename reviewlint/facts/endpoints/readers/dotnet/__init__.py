"""ASP.NET, by controllers and minimal APIs, and the smaller frameworks of C#."""
