using Agent.Plugins;
using Agent.Plugins.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Agent.Sandbox.Tests;

/// <summary>The ten lines that the README gives to embedders, run as they stand there.</summary>
public sealed class ReadmeTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    public async Task The_ten_lines_order()
    {
        var said = new StringWriter();
        await EmbedAsync(_folder.File("agent.db"), said);

        said.ToString().ShouldContain("Taro Milk Tea");
    }

    [Fact]
    public void The_readme_has_the_lines_that_are_tested_here()
    {
        var readme = File.ReadAllLines(Path.Combine(Repository.Root, "README.md"));
        var shown = readme.SkipWhile(l => l != "```csharp").Skip(1).TakeWhile(l => l != "```").Select(l => l.Trim()).ToArray();
        var tested = File.ReadAllLines(Here).Select(l => l.Trim().Replace("Open(path)", "Open(\"agent.db\")").Replace("output.Write", "Console.Write")).ToArray();

        shown.Length.ShouldBe(10);
        shown.ShouldBeSubsetOf(tested);
    }

    public void Dispose() => _folder.Dispose();

    private static async Task EmbedAsync(string path, TextWriter output)
    {
        await using var services = new ServiceCollection()
            .AddSingleton<IDatabase>(_ => SqliteDatabase.Open(path))
            .AddSingleton<IdSource, RandomIds>()
            .AddSandbox(new SandboxOptions())   // or an IPaymentGateway, a TimeProvider and IPlatforms of your own
            .AddShoppingAgent()
            .BuildServiceProvider();
        var person = await DemoPerson.SeedAsync(services, CancellationToken.None);
        var agent = services.GetRequiredService<ShoppingAgent>();
        await foreach (var happened in agent.RunAsync(new UserMessage(person, "first", "two taro milk teas to the office, please")))
            if (happened is TextDelta text) output.Write(text.Text);
    }

    private static string Here => Path.Combine(Repository.Root, "tests", "Agent.Sandbox.Tests", "ReadmeTests.cs");
}
