using System.Text.Json;
using System.Xml.Linq;

namespace Agent.Samples.Tests.Packages;

/// <summary>The packages as an embedder gets them: packed from the build under test, and used by a fresh project outside the repository that has the samples' code.</summary>
/// <remarks>
/// What the packages depend on is taken from where this build was restored to, so it needs no network. The packages themselves go to a folder of their own:
/// the machine's package cache never has them, so it never serves those of an earlier run. The build under test is only read.
/// </remarks>
public sealed class EmbeddedApp : IAsyncLifetime, IDisposable
{
    public const string Version = "0.1.0-test";

    public static IReadOnlyList<string> Packed { get; } = ["Agent", "Agent.Plugins"];

    private readonly TempFolder _folder = new();

    /// <summary>Where the packages are.</summary>
    public string Feed => _folder.File("feed");

    /// <summary>Where the fresh project was built to.</summary>
    public string Built => Path.Combine(Project, "bin", "Release", "net10.0");

    /// <summary>Where it was published to.</summary>
    public string Published => _folder.File("published");

    private string Project => _folder.File("Shop");

    private static string Configuration => new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;

    public async Task InitializeAsync()
    {
        foreach (var project in Packed)
        {
            string[] pack = ["pack", project, "--no-build", "--configuration", Configuration, "--output", Feed, "-p:AgentVersion=" + Version, $"-p:NuspecOutputPath={_folder.File("nuspec")}/"];
            await DotNet.RunAsync(Repository.Root, pack);
        }

        Directory.CreateDirectory(Project);
        foreach (var file in new[] { "Embed", "OwnPlatform" }.SelectMany(s => Directory.GetFiles(Path.Combine(Repository.Root, "samples", s), "*.cs"))) File.Copy(file, Path.Combine(Project, Path.GetFileName(file)));
        await File.WriteAllTextAsync(
            Path.Combine(Project, "Shop.csproj"),
            $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="Agent" Version="{Version}" />
                <PackageReference Include="Agent.Plugins" Version="{Version}" />
                <PackageReference Include="Microsoft.Extensions.DependencyInjection" Version="{Pinned("Microsoft.Extensions.DependencyInjection")}" />
              </ItemGroup>
            </Project>
            """);
        await DotNet.RunAsync(
            Project,
            ["publish", "--configuration", "Release", "--source", Feed, "--output", Published],
            environment: [("NUGET_PACKAGES", _folder.File("packages")), ("NUGET_FALLBACK_PACKAGES", string.Join(';', RestoredTo()))]);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _folder.Dispose();

    /// <summary>The version that the repository pins.</summary>
    private static string Pinned(string package) =>
        (string)XDocument.Load(Path.Combine(Repository.Root, "Directory.Packages.props")).Descendants("PackageVersion").Single(p => (string?)p.Attribute("Include") == package).Attribute("Version")!;

    /// <summary>The folders that hold the packages of the build under test.</summary>
    private static IReadOnlyList<string> RestoredTo()
    {
        using var assets = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Repository.Root, "Agent", "obj", "project.assets.json")));
        return [.. assets.RootElement.GetProperty("packageFolders").EnumerateObject().Select(f => f.Name)];
    }
}
