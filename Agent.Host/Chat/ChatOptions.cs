using Agent.Models;
using Agent.Plugins;
using Agent.Plugins.Storage;
using Agent.Sandbox;

namespace Agent.Host.Chat;

/// <summary>What the person asked for on the command line.</summary>
internal sealed record ChatOptions
{
    /// <summary>The one message to send; null to read messages.</summary>
    public string? Message { get; init; }

    public bool Json { get; init; }

    public bool NoInput { get; init; }

    public required string DatabasePath { get; init; }

    /// <summary>Null to go by what is written.</summary>
    public Language? Language { get; init; }

    /// <summary>Null for the world's own pace.</summary>
    public double? Speed { get; init; }

    public DateTimeOffset? Now { get; init; }

    public IReadOnlyList<string> Faults { get; init; } = [];

    public int? Seed { get; init; }

    /// <summary>A world that runs in a process of its own; null for one inside this process.</summary>
    public Uri? World { get; init; }

    public bool NewConversation { get; init; }

    /// <summary>In place of what the environment and the configuration say; "none" for express alone, null to go by them.</summary>
    public string? Model { get; init; }

    /// <summary>Null for the planner's own prompt.</summary>
    public string? PromptPath { get; init; }

    /// <summary>What environment, configuration and the options above add up to.</summary>
    public ModelSettings Models { get; init; } = new();

    public bool Trace { get; init; }

    public string ConfigurationPath => Path.Combine(Path.GetDirectoryName(Path.GetFullPath(InMemory ? DataFolder.DefaultDatabase : DatabasePath)) ?? ".", "agent.json");

    /// <summary>Nothing is kept once the program ends.</summary>
    private bool InMemory => DatabasePath == SqliteDatabase.Memory;

    /// <summary>The file of the world that lies beside the agent's.</summary>
    public string WorldDatabasePath => InMemory ? SqliteDatabase.Memory : Path.ChangeExtension(DatabasePath, ".world.db");

    public string LogPath => Path.ChangeExtension(InMemory ? DataFolder.DefaultDatabase : DatabasePath, ".log");

    public SandboxOptions ToSandbox()
    {
        var options = new SandboxOptions { DatabasePath = WorldDatabasePath, Now = Now, Faults = Faults, Seed = Seed };
        return Speed is { } speed ? options with { Speed = speed } : options;
    }
}
