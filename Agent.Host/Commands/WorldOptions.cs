using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Agent.Sandbox;

namespace Agent.Host.Commands;

/// <summary>How the sandbox's world is opened, by chat and by sandbox alike.</summary>
internal sealed class WorldOptions
{
    public Option<string?> Database { get; } = new("--db") { Description = "The database file; :memory: keeps nothing.", HelpName = "path", CustomParser = ParsePath };

    public Option<double?> Speed { get; } = new("--speed") { Description = "How many times faster than real time an order runs; 1 is real time.", HelpName = "n", CustomParser = ParseSpeed };

    public Option<DateTimeOffset?> Now { get; } = new("--now") { Description = "When it is in the world, e.g. 2026-02-06T12:00.", HelpName = "time", CustomParser = ParseTime };

    public Option<string[]> Faults { get; } = new("--fault") { Description = "Let something go wrong; may be given several times: " + FaultNames + ".", HelpName = "name" };

    public Option<int?> Seed { get; } = new("--seed") { Description = "Make the ids repeat, for tests and transcripts.", HelpName = "n", CustomParser = ParseSeed };

    private static string FaultNames => string.Join(", ", Agent.Sandbox.Faults.Describe().Select(f => f.Name + f.Argument));

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { Database, Speed, Now, Faults, Seed }) command.Add(option);
    }

    private static string? ParsePath(ArgumentResult result)
    {
        var path = result.Tokens[0].Value;
        if (string.IsNullOrWhiteSpace(path)) result.AddError("--db needs the path of a file.");
        return path;
    }

    private static double? ParseSpeed(ArgumentResult result)
    {
        if (double.TryParse(result.Tokens[0].Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var speed) && speed > 0) return speed;
        result.AddError($"'{result.Tokens[0].Value}' is not a speed; give a number above 0, such as 1 or 90.");
        return null;
    }

    private static int? ParseSeed(ArgumentResult result)
    {
        if (int.TryParse(result.Tokens[0].Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seed)) return seed;
        result.AddError($"'{result.Tokens[0].Value}' is not a seed; give a whole number, such as 7.");
        return null;
    }

    /// <summary>A time without an offset is the city's.</summary>
    private static DateTimeOffset? ParseTime(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var local) && local.Kind == DateTimeKind.Unspecified && text.Contains('-'))
            return new DateTimeOffset(local, SandboxClock.City.GetUtcOffset(local));
        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) && text.Contains('-')) return time;
        result.AddError($"'{text}' is not a time; write it as 2026-02-06T12:00.");
        return null;
    }
}
