namespace Agent.Host;

/// <summary>Where a person's data lies when nothing else is said.</summary>
internal static class DataFolder
{
    public static string DefaultDatabase => Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "shopping-agent", "agent.db");
}
