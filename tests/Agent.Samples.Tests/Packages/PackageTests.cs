using System.IO.Compression;
using System.Xml.Linq;

namespace Agent.Samples.Tests.Packages;

public sealed class PackageTests(EmbeddedApp app) : IClassFixture<EmbeddedApp>
{
    public static TheoryData<string> Packed => [.. EmbeddedApp.Packed];

    [Fact]
    public async Task The_sample_orders_through_the_packages()
    {
        var said = await DotNet.RunAsync(app.Published, ["Shop.dll"], "two flat whites to my home, please\nyes\nwhere is my order?\n");

        said.ShouldContain("2 × Flat White (regular) from Corner Café, to home.");
        said.ShouldContain("Pay €10.10? [y/N]");
        said.ShouldContain("Paid €10.10 on Corner Direct.");
        said.ShouldContain("is placed on Corner Direct");
    }

    [Fact]
    public void The_prompts_stand_beside_the_program_built_and_published()
    {
        var prompts = Path.Combine(Repository.Root, "prompts");
        var files = Files(prompts);
        files.ShouldContain("planner.yaml");
        foreach (var program in new[] { app.Built, app.Published })
        {
            Files(Path.Combine(program, "prompts")).ShouldBe(files);
            foreach (var file in files) File.ReadAllBytes(Path.Combine(program, "prompts", file)).ShouldBe(File.ReadAllBytes(Path.Combine(prompts, file)), file);
        }
    }

    [Theory]
    [MemberData(nameof(Packed))]
    public void A_package_brings_its_docs_its_readme_and_its_licence(string id)
    {
        using var package = ZipFile.OpenRead(PathOf(id, "nupkg"));
        package.GetEntry($"lib/net10.0/{id}.dll").ShouldNotBeNull();
        Text(package, $"lib/net10.0/{id}.xml").ShouldContain("<summary>");
        Text(package, "README.md").ShouldBe(File.ReadAllText(Path.Combine(Repository.Root, id, "README.md")));

        Metadata(id, "id").ShouldBe(id);
        Metadata(id, "version").ShouldBe(EmbeddedApp.Version);
        Metadata(id, "license").ShouldBe("MIT");
        Metadata(id, "readme").ShouldBe("README.md");
        Metadata(id, "description").ShouldNotBe("Package Description");
        Metadata(id, "tags").ShouldNotBeEmpty();
        Metadata(id, "authors").ShouldBe("the maintainers");
    }

    [Theory]
    [MemberData(nameof(Packed))]
    public void A_package_has_symbols(string id)
    {
        using var symbols = ZipFile.OpenRead(PathOf(id, "snupkg"));
        symbols.GetEntry($"lib/net10.0/{id}.pdb").ShouldNotBeNull();
    }

    [Fact]
    public void A_package_depends_on_what_it_needs_to_run()
    {
        Dependencies("Agent").ShouldContain(("Agent.Plugins", EmbeddedApp.Version));
        Dependencies("Agent.Plugins").Select(d => d.Id).ShouldNotContain(d => d.Contains("AI", StringComparison.Ordinal) || d.StartsWith("Agent", StringComparison.Ordinal));
        foreach (var id in EmbeddedApp.Packed) Dependencies(id).Select(d => d.Id).ShouldNotContain(d => d.Contains("Analyzers", StringComparison.Ordinal));
    }

    [Fact]
    public void Nothing_else_is_a_package()
    {
        var options = new EnumerationOptions { RecurseSubdirectories = true };
        Directory.EnumerateFiles(Repository.Root, "*.csproj", options)
            .Where(p => XDocument.Load(p).Descendants("IsPackable").Any(e => e.Value == "true")).Select(p => Path.GetFileNameWithoutExtension(p)!)
            .ShouldBeSubsetOf([.. EmbeddedApp.Packed, "Agent.SemanticKernel"]);
    }

    [Fact]
    public void The_readme_of_the_package_has_the_samples_lines()
    {
        var readme = File.ReadAllLines(Path.Combine(Repository.Root, "Agent", "README.md"));
        var shown = readme.SkipWhile(l => l != "```csharp").Skip(1).TakeWhile(l => l != "```").ToArray();

        shown.Length.ShouldBeGreaterThan(5);
        shown.ShouldBeSubsetOf(File.ReadAllLines(Path.Combine(Repository.Root, "samples", "Embed", "Program.cs")));
    }

    private static string[] Files(string folder) => [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(folder, f)).Order(StringComparer.Ordinal)];

    private static string Text(ZipArchive package, string entry)
    {
        using var reader = new StreamReader(package.GetEntry(entry).ShouldNotBeNull().Open());
        return reader.ReadToEnd();
    }

    private string PathOf(string id, string extension) => Path.Combine(app.Feed, $"{id}.{EmbeddedApp.Version}.{extension}");

    private string? Metadata(string id, string name) => Nuspec(id).Descendants().FirstOrDefault(e => e.Name.LocalName == name)?.Value;

    private IReadOnlyList<(string Id, string Version)> Dependencies(string id) =>
        [.. Nuspec(id).Descendants().Where(e => e.Name.LocalName == "dependency").Select(e => ((string)e.Attribute("id")!, (string)e.Attribute("version")!))];

    private XDocument Nuspec(string id)
    {
        using var package = ZipFile.OpenRead(PathOf(id, "nupkg"));
        return XDocument.Parse(Text(package, id + ".nuspec"));
    }
}
