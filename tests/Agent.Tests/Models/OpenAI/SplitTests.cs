using System.Text;
using Microsoft.Extensions.AI;
using static Agent.Tests.Models.OpenAI.Chunks;

namespace Agent.Tests.Models.OpenAI;

/// <summary>A network cuts an answer wherever it likes.</summary>
public sealed class SplitTests
{
    [Theory]
    [InlineData("\n", "\n")]
    [InlineData("\r\n", "\r\n")]
    [InlineData("\r", "\r")]
    [InlineData("\n", "")]
    [InlineData("\r\n", "")]
    public async Task An_answer_is_the_same_in_pieces_of_any_size(string line, string between)
    {
        string[] events =
        [
            Delta("""{"role":"assistant","content":""}"""), Delta("""{"reasoning_content":"Hm, \ud83c\udf75?"}"""), Text("芋 "), Text("tea 🍵"), Call(0, "a", "f", ""), Call(0, arguments: "{\"q\":\"芋"), Call(0, arguments: "\"}"),
            Call(1, "b", "g", "{}"), Finish("tool_calls"), Usage, Done,
        ];
        var body = Encoding.UTF8.GetBytes($": hello{line}{line}" + string.Concat(events.Select(e => $"data: {e}{line}{between}: ping{line}{between}")));
        for (var size = 1; size <= body.Length; size += size < 400 ? 1 : 97)
        {
            var updates = await PieceStream.ReadAsync(body, size);
            updates.Text().ShouldBe("芋 tea 🍵", $"in pieces of {size}");
            updates.Told().ShouldBe(["f({\"q\":\"芋\"})", "g({})"], $"in pieces of {size}");
            updates.Usage()!.InputTokenCount.ShouldBe(120);
            updates.SelectMany(u => u.Contents).OfType<TextReasoningContent>().Single().Text.ShouldBe("Hm, 🍵?");
        }
    }

    [Fact]
    public async Task A_whole_document_is_the_same_in_pieces_of_any_size()
    {
        var body = Encoding.UTF8.GetBytes(Whole("""{"content":"芋 tea","tool_calls":[{"id":"a","function":{"name":"f","arguments":"{\"q\":\"芋\"}"}}]}"""));
        for (var size = 1; size <= body.Length; size++)
        {
            var updates = await PieceStream.ReadAsync(body, size);
            (updates.Text(), updates.Told().Single()).ShouldBe(("芋 tea", "f({\"q\":\"芋\"})"), $"in pieces of {size}");
        }
    }
}
