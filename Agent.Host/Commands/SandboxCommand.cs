using System.CommandLine;
using Agent.Plugins.Storage;
using Agent.Sandbox;

namespace Agent.Host.Commands;

/// <summary>The fictional world as a process of its own, so that it goes on when an agent stops.</summary>
internal static class SandboxCommand
{
    public static Command Create()
    {
        var urls = new Option<string>("--urls") { Description = "Where to listen; several are parted by semicolons.", HelpName = "urls", DefaultValueFactory = _ => SandboxServer.DefaultUrl };
        var world = new WorldOptions();
        var command = new Command("sandbox", "Run the fictional platforms, couriers and payment gateway as a world of their own; chat joins it with --world.") { urls };
        world.AddTo(command);
        command.SetAction((parsed, _) => ServerRun.RunAsync(stop => SandboxServer.RunAsync(parsed.GetValue(urls)!, Read(parsed, world), Tell, stop)));
        return command;
    }

    private static SandboxOptions Read(ParseResult parsed, WorldOptions world)
    {
        var options = new SandboxOptions
        {
            DatabasePath = parsed.GetValue(world.Database) ?? SqliteDatabase.Memory,
            Now = parsed.GetValue(world.Now),
            Faults = parsed.GetValue(world.Faults) ?? [],
            Seed = parsed.GetValue(world.Seed),
        };
        return parsed.GetValue(world.Speed) is { } speed ? options with { Speed = speed } : options;
    }

    private static void Tell(SandboxServer server)
    {
        foreach (var url in server.Urls) Console.WriteLine($"The sandbox listens on {url}; join it with: agent chat --world {url}");
    }
}
