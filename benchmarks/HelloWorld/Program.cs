// What the start of any .NET program costs: the start-up benchmark stands on it.
System.Console.WriteLine("Hello, world");
