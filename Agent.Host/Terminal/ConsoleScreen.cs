namespace Agent.Host.Terminal;

/// <summary>What the terminal that this process runs in can do.</summary>
internal static class ConsoleScreen
{
    public static Screen Open()
    {
        var dumb = Environment.GetEnvironmentVariable("TERM") == "dumb";
        var colours = !dumb && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
        return new Screen(Console.Out, Width, !dumb, colours);
    }

    private static int Width()
    {
        try
        {
            return Console.WindowWidth is > 0 and var width ? width : 80;
        }
        catch (IOException)
        {
            return 80;
        }
    }
}
