using System.Text.Json;
using Agent.SemanticKernel.Prompts;
using Agent.SemanticKernel.Tests.World;
using Microsoft.SemanticKernel;

namespace Agent.SemanticKernel.Tests;

/// <summary>What the README says to those who live on the Kernel, run as it stands there.</summary>
public sealed class ReadmeTests
{
    [Fact]
    public async Task The_lines_for_an_apps_own_planner_order()
    {
        var wire = new ScriptedWire();
        await using var city = await KernelCity.OpenAsync(_ => { }, use: null);
        var app = Kernel.CreateBuilder().AddOpenAIChatCompletion("gpt-test", "key", httpClient: new HttpClient(wire)).Build();
        wire.Calls("menu-search_menu", new { query = "taro milk tea", limit = 3 })
            .Calls("basket-update_basket", request => new { changes = new[] { new { action = "add", item_id = Result(request).GetProperty("hits")[0].GetProperty("item_id").GetString(), quantity = 2 } } })
            .Calls("basket-set_delivery", new { address = "office" })
            .Calls("price-compare_prices", new { })
            .Calls("payment-request_payment", request => new { quote_id = Result(request).GetProperty("ranked")[0].GetProperty("quote").GetProperty("id").GetString() })
            .Says("Shall I pay?");

        (await OrderAsync(city.Services, app, "demo", "c1", "two taro milk teas to the office", approved: true)).ShouldBe("Shall I pay?");

        (await city.OrdersAsync()).ShouldHaveSingleItem();
    }

    [Fact]
    public void A_prompt_file_is_a_function()
    {
        var kernel = new Kernel();
        var path = Path.Combine(AppContext.BaseDirectory, "prompts", "planner.yaml");

        kernel.CreateFunctionFromShoppingPrompt(path).Name.ShouldBe("planner");
    }

    [Fact]
    public void The_readme_has_the_lines_that_are_tested_here()
    {
        var readme = File.ReadAllLines(Path.Combine(Repository.Root, "README.md"));
        var shown = readme.SkipWhile(l => l != "## On Semantic Kernel").SkipWhile(l => l != "```csharp").Skip(1).TakeWhile(l => l != "```").Select(Code).ToArray();

        shown.Length.ShouldBe(5);
        shown.ShouldBeSubsetOf(File.ReadAllLines(Path.Combine(Repository.Root, "tests", "Agent.SemanticKernel.Tests", "ReadmeTests.cs")).Select(Code));
    }

    private static async Task<string> OrderAsync(IServiceProvider services, Kernel kernel, string personId, string conversationId, string message, bool approved)
    {
        var settings = new PromptExecutionSettings { FunctionChoiceBehavior = FunctionChoiceBehavior.Auto() };
        using var session = ShoppingSession.Open(services, personId, conversationId);
        var shopping = kernel.Clone().AddShoppingPlugins(session);   // menu-search_menu, basket-update_basket, …
        var answer = await shopping.InvokePromptAsync(message, new(settings));
        if (session.Asked is { } asked)                              // a question to the person; no function pays
            await session.DecideAsync(asked.Consent.Id, approved);   // their own yes or no
        return answer.ToString();
    }

    private static JsonElement Result(JsonElement request) => JsonElement.Parse(ScriptedWire.Result(request));

    private static string Code(string line) => line.Trim();
}
