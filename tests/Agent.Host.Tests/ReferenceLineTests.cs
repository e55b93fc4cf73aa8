using System.Xml.Linq;

namespace Agent.Host.Tests;

/// <summary>References run one way: Host → {SemanticKernel, Sandbox} → Agent → Agent.Plugins. Read from the project files, so that it also holds for a reference that no code uses yet.</summary>
public sealed class ReferenceLineTests
{
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["Agent.Plugins"] = [],
        ["Agent"] = ["Agent.Plugins"],
        ["Agent.SemanticKernel"] = ["Agent"],
        ["Agent.Sandbox"] = ["Agent"],
        ["Agent.Host"] = ["Agent.SemanticKernel", "Agent.Sandbox"],
    };

    [Theory]
    [InlineData("Agent.Plugins")]
    [InlineData("Agent")]
    [InlineData("Agent.SemanticKernel")]
    [InlineData("Agent.Sandbox")]
    [InlineData("Agent.Host")]
    public void A_project_refers_only_down_the_line(string project) => Elements(project, "ProjectReference").Select(Path.GetFileNameWithoutExtension).ShouldBe(Allowed[project]);

    [Fact]
    public void Every_product_project_has_its_place_in_the_line() =>
        Directory.EnumerateDirectories(Repository.Root, "Agent*").Where(d => Directory.EnumerateFiles(d, "*.csproj").Any()).Select(Path.GetFileName).Order(StringComparer.Ordinal)
            .ShouldBe(Allowed.Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void The_library_knows_no_web_and_no_console()
    {
        foreach (var project in (string[])["Agent.Plugins", "Agent"])
        {
            Elements(project, "FrameworkReference").ShouldBeEmpty();
            Elements(project, "PackageReference").ShouldNotContain(p => p.StartsWith("Spectre", StringComparison.Ordinal) || p.StartsWith("System.CommandLine", StringComparison.Ordinal));
        }

        Elements("Agent.Plugins", "PackageReference").ShouldNotContain(p => p.Contains("Extensions.AI", StringComparison.Ordinal), "the plugins know no model");
    }

    private static IReadOnlyList<string> Elements(string project, string element) =>
        [.. XDocument.Load(Path.Combine(Repository.Root, project, project + ".csproj")).Descendants(element).Select(e => ((string)e.Attribute("Include")!).Replace('\\', '/'))];
}
