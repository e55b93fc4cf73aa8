using System.Text.Json;
using Agent.Plugins;
using Agent.Tests.World;

namespace Agent.Tests.Planning;

/// <summary>What a chat client or an embedder's plugin hands in must never cost a person the conversation.</summary>
public sealed class EventJsonTests
{
    [Theory]
    [InlineData(40)]
    [InlineData(62)]
    [InlineData(63)]
    [InlineData(200)]
    public async Task Deeply_nested_arguments_leave_the_conversation_usable(int depth)
    {
        using var folder = new Testing.TempFolder();
        await using (var shop = new Shop(folder.File("agent.db")))
        {
            shop.Client.Calls("search_menu", new { query = Nested(depth) }).Says("Done.");
            (await shop.TypeAsync("hello")).OfType<ToolStarted>().Single().Arguments.ShouldBeNull();
            shop.Client.Says("Still here.");
            (await shop.TypeAsync("and now?"))[^1].ShouldBeOfType<TurnCompleted>();
        }

        await using var again = new Shop(folder.File("agent.db"), seed: 2);
        again.Client.Says("Still here.");
        (await again.TypeAsync("and now?"))[^1].ShouldBeOfType<TurnCompleted>();
    }

    [Theory]
    [InlineData(63, 1)]
    [InlineData(1, 1_000_000)]
    public async Task A_result_that_an_event_cannot_carry_is_told_by_its_size_and_the_chat_client_still_gets_it(int depth, int copies)
    {
        var result = new Heap(Nested(depth), new string('x', copies));
        await using var shop = new Shop(plugins: services => services.AddPlugin<HeapPlugin>(), more: services => services.Add(new(typeof(Heap), result)));
        shop.Client.Calls("heap").Says("Done.");

        var finished = (await shop.TypeAsync("hello")).OfType<ToolFinished>().Single();

        finished.Result.ShouldBeOfType<JsonElement>().GetProperty("omitted_bytes").GetInt32().ShouldBeGreaterThan(copies);
        shop.Client.Results.ShouldBe([result]);
        (await shop.Agent.ReadAsync("ann", "c1", 0))[^1].ShouldBeOfType<TurnCompleted>();
    }

    private static JsonElement Nested(int depth)
    {
        using var document = JsonDocument.Parse(new string('[', depth) + new string(']', depth), new JsonDocumentOptions { MaxDepth = depth });
        return document.RootElement.Clone();
    }

    public sealed record Heap(JsonElement Nested, string Text);

    public sealed class HeapPlugin(TurnContext turn, Heap heap)
    {
        [System.ComponentModel.Description("Gives a heap.")]
        public Task<Outcome<Heap>> Heap() => Task.FromResult<Outcome<Heap>>(turn.PersonId.Length > 0 ? heap : throw new InvalidOperationException());
    }
}
