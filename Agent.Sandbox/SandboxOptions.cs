namespace Agent.Sandbox;

/// <summary>What a sandbox world is opened with.</summary>
public sealed record SandboxOptions
{
    /// <summary>Where the world's own database lies; ":memory:" for a world that ends with the process.</summary>
    public string DatabasePath { get; init; } = Plugins.Storage.SqliteDatabase.Memory;

    /// <summary>The folder of the catalogue's data files.</summary>
    public string CataloguePath { get; init; } = Catalogue.SandboxCatalogue.ShippedFolder;

    /// <summary>When it is in the world; null to go on where the world left off, or at noon of its first day.</summary>
    public DateTimeOffset? Now { get; init; }

    /// <summary>How many times faster than real time the world runs while an order is under way. 1 is real time.</summary>
    public double Speed { get; init; } = SandboxClock.DefaultSpeed;

    /// <summary>What goes wrong, by name: see <see cref="Sandbox.Faults.Describe"/>.</summary>
    public IReadOnlyList<string> Faults { get; init; } = [];

    /// <summary>Makes the ids of quotes and orders repeat; null for ids that cannot be guessed.</summary>
    public int? Seed { get; init; }

    /// <summary>What the world's clock stands on. Tests put a clock of their own here.</summary>
    public TimeProvider BaseClock { get; init; } = TimeProvider.System;
}
